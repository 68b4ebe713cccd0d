declare module 'natural/lib/natural/stemmers/porter_stemmer*' {
  const stemmer: { stem(word: string): string }
  export default stemmer
}
