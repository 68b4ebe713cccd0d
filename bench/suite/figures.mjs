/**
 * What the suite shows, one figure a line: what it should be at most or at least (the bar), and from where on the suite fails (the
 * guard), far enough from the bar that a busy machine does not matter.
 *
 * @typedef {{ name: string, value: number, unit: string, least?: true, bar?: number, guard?: number }} Figure
 */

/** @param {Figure} figure */
export function within({ value, bar, least }) {
  return bar === undefined || (least ? value >= bar : value <= bar)
}

/** @param {Figure} figure */
export function guarded({ value, guard, least }) {
  return guard === undefined || (least ? value >= guard : value <= guard)
}

/**
 * @param {readonly Figure[]} figures
 * @returns {string} a table
 */
export function tableOf(figures) {
  return figures
    .map((figure) => {
      const bar = figure.bar === undefined ? '' : `${figure.least ? 'at least' : 'at most'} ${figure.bar}`
      const verdict = guarded(figure) ? (within(figure) ? '' : 'misses its bar') : 'FAILS'
      return `${figure.name.padEnd(52)}${shown(figure.value).padStart(9)} ${figure.unit.padEnd(8)} ${bar.padEnd(14)} ${verdict}`.trimEnd()
    })
    .join('\n')
}

/** @param {number} value three digits that count, or whole */
function shown(value) {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** @param {number} value what is kept in a file: more digits would be noise */
export function rounded(value) {
  return Number(value.toPrecision(4))
}
