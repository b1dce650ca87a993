/** Longer addresses are cut off by mail programs and chats. */
const MOST_LENGTH = 8_192;
const NAME = "#sql=";

/** The statement that the address of this page holds. */
export function readLink(): string | undefined {
  if (!location.hash.startsWith(NAME)) return undefined;
  try {
    return decodeURIComponent(location.hash.slice(NAME.length));
  } catch {
    return undefined; // cut off on its way
  }
}

/** Puts a statement into the address, behind the #, which no server is sent. False where it is too long for one. */
export function writeLink(text: string): boolean {
  const hash = NAME + encoded(text);
  const fits = hash.length <= MOST_LENGTH;
  history.replaceState(null, "", fits ? hash : location.pathname);
  return fits;
}

/** Half a character can't be encoded; and programs that find addresses in a text end one at a bracket or an apostrophe. */
function encoded(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, "\ufffd");
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
