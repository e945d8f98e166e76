// Who writes: asked once, kept in this browser. There are no accounts.
const key = 'hotaru.author';

export const recallAuthor = (): string => localStorage.getItem(key) ?? '';

export const rememberAuthor = (name: string): void => localStorage.setItem(key, name);
