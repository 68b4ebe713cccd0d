import { InvalidArgumentError } from 'commander'

/** Reads an option's value as a whole number between two others. */
export function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const number = Number(given)
    if (/^\d+$/.test(given) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`)
  }
}

/** Reads an option's value as a number above 0. */
export function positiveNumber(given: string): number {
  const number = Number(given)
  if (number > 0 && Number.isFinite(number)) return number
  throw new InvalidArgumentError('A number above 0 is needed.')
}
