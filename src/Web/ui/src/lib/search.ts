/** Every word must be somewhere in one of the texts; case does not count. */
export function finds(words: string, ...texts: (string | Record<string, string>)[]): boolean {
  if (words.trim() === '') return true;
  const all = texts
    .map(text =>
      typeof text === 'string'
        ? text
        : Object.entries(text)
            .map(([name, value]) => `${name}=${value} ${name}="${value}"`)
            .join(' '),
    )
    .join('\n')
    .toLowerCase();
  return words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word));
}
