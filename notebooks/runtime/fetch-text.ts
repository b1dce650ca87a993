/** Errors: an Error in words for the person. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url).catch(() => {
    throw new Error("the server can't be reached");
  });
  if (response.status === 404) throw new Error("this page was built anew meanwhile; reload it");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
