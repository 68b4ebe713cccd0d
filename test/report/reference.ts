import { allTables } from '../../src/report/tables.js'
import type { Column } from '../../src/report/columns.js'

const TYPES: Readonly<Record<Column['type'], string>> = {
  text: 'text',
  integer: 'integer',
  decimal: 'share, 0 to 1',
  coefficient: '-1 to 1',
  time: 'time',
  date: 'date',
  flag: '0 or 1',
}

/** The column tables of docs/tables.md, from the definitions that the program writes by. */
export function tableReference(): string {
  return Object.values(allTables([]))
    .map(({ name, per, description, columns }) => {
      const rows = Object.entries(columns).map(([column, about]) => columnRow(column, about))
      const more =
        name === 'authors'
          ? [
              '| `<target>_favor`, `<target>_against` | integer | Posts of this author coded favor, against, per target of the codebook. |',
            ]
          : []
      const head = ['| column | type | |', '| --- | --- | --- |']
      return [`## ${name}.csv`, '', `One row per ${per}. ${description}`, '', ...head, ...rows, ...more].join(
        '\n',
      )
    })
    .join('\n\n')
}

function columnRow(name: string, { type, description, values, empty }: Column): string {
  const kind = values === undefined ? TYPES[type] : values.map((value) => `\`${value}\``).join(', ')
  return `| \`${name}\` | ${kind}${empty ? ', may be empty' : ''} | ${description.replaceAll('|', '\\|')} |`
}
