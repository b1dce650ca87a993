import { openOwnerDatabase } from "/work/main/sql/owner.ts";
import pg from "pg";
const db = await openOwnerDatabase({ ONETBOOK_DATA: process.argv[2] } as never);
const c = new pg.Client({connectionString: db.url}); await c.connect();
for (const q of process.argv.slice(3)) { const t=Date.now(); const r = await c.query(q); console.table(r.rows.slice(0,60)); console.log(r.rows.length, Date.now()-t,"ms"); }
await c.end(); await db.stop();
