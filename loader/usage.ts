export const USAGE = `npm run onet -- VERB [options]

  load SOURCE     stage a release, show what it would change, ask, and put it live
  stage SOURCE    load it beside the live release; nothing that serves changes
  plan            what putting the staged release live would change
  check           prove every view, query and notebook on the staged release, without putting it live
  swap            put the staged release live
  revert          put the previous release live again
  status          what is live, staged and kept, and the log
  prune           drop the previous release (there is no revert then) and anything staged
  remove-demonstration
                  remove the synthetic programmes that came with the demonstration; what you changed in them stays

SOURCE is a zip, a folder, the http(s) address of a zip, a release number such as 30.3 (downloaded from
onetcenter.org), or "demonstration" for the small synthetic release.

  --yes                    do not ask before the swap
  --retired follow,keep    what becomes of annotations whose code the release lacks: follow its one official successor
                           (needs --crosswalk), keep for review, or both; without it the swap is refused
  --crosswalk FILE         the official crosswalk of codes: a CSV file, its address, or "official"
  --allow-missing          load a release that lacks tables or columns
  --accept NAME            swap although this query, view or object breaks (repeat, or separate with commas)
  --wait SECONDS           how long to wait for transactions older than the staged release (300)
  --json                   one JSON object a line: the events, then the result

Exit code: 0 done, 2 refused with a report, 1 failed.
`;
