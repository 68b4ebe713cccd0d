/** Letters without accents and ligatures, so that hasty spelling is read too. */
export function plainForm(form: string): string {
  let ascii = true
  for (let i = 0; i < form.length && ascii; i++) ascii = form.charCodeAt(i) < 128
  if (ascii) return form
  return form
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
}
