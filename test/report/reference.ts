import { CODER_COLUMN, MEMO_COLUMN, TARGET_COLUMN, sheet } from '../../src/coding/sheet/table.js'
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
  const filled = [
    columnRow('<target>', TARGET_COLUMN),
    columnRow('memo', MEMO_COLUMN),
    columnRow('coder', CODER_COLUMN),
  ]
  const coding = { ...sheet, name: 'sheets/<coder>', more: filled }
  return [...Object.values(allTables([])), coding]
    .map((table) => {
      const { name, per, description, columns } = table
      const rows = Object.entries(columns).map(([column, about]) => columnRow(column, about))
      const more =
        'more' in table
          ? table.more
          : name === 'authors'
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
