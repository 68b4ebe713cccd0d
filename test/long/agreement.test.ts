import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = new URL('../agreement/reference/', import.meta.url)
const python = process.env['PYTHON'] ?? 'python3'
const packages = ['krippendorff', 'nltk', 'numpy', 'sklearn']
const present = spawnSync(python, ['-c', `import ${packages.join(', ')}`]).status === 0

// PYTHON=/some/venv/bin/python npm run test:long, in a virtual environment that has krippendorff, nltk and scikit-learn.
test.skipIf(!present)('the reference figures are what those programs say today', () => {
  const { status, stdout, stderr } = spawnSync(python, [fileURLToPath(new URL('reference.py', folder))], {
    input: readFileSync(new URL('units.json', folder)),
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const { made_with: _today, ...said } = JSON.parse(stdout)
  const { made_with: _then, ...kept } = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))
  expectNear(said, kept, '')
})

/** Another version may add in another order: the last digits are let go. */
function expectNear(found: unknown, wanted: unknown, place: string): void {
  if (typeof wanted === 'number') {
    expect({ place, near: typeof found === 'number' && Math.abs(found - wanted) < 1e-12 }).toEqual({
      place,
      near: true,
    })
    return
  }
  expect(Object.keys(Object(found))).toEqual(Object.keys(Object(wanted)))
  for (const [name, value] of Object.entries(Object(wanted))) {
    expectNear(Object(found)[name], value, `${place}/${name}`)
  }
}
