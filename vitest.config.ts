import { defineConfig } from 'vitest/config'

/** `npm test` runs the fast ones; the others take minutes or pack the program, and have scripts of their own. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          // Nothing in the program outlives a call, so test files may share the modules that they load.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/long/**', 'test/package/**'],
          // A guard against hanging, not a measure: some tests start the program on a machine that may be busy.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'long', include: ['test/long/**/*.test.ts'], testTimeout: 300_000 } },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 300_000 } },
    ],
  },
})
