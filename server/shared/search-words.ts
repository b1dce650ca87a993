/** True where the text holds every word that is searched for, in whatever case: the same on the server and in the page. */
export function holdsWords(text: string, searched: string): boolean {
  const hay = text.toLowerCase();
  return searched
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
