/** How an administrator puts a release live. */
export function LoadCommands() {
  return (
    <dl class="commands">
      <dt>A release by its number, downloaded from onetcenter.org</dt>
      <dd>
        <code>npm run onet -- load 30.3</code>
      </dd>
      <dt>A zip or folder that you have</dt>
      <dd>
        <code>npm run onet -- load path/to/db_30_3_csv.zip</code>
      </dd>
      <dt>With Docker</dt>
      <dd>
        <code>docker compose exec app npm run onet -- load 30.3</code>
      </dd>
    </dl>
  );
}
