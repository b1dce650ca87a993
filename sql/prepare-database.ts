import { migrate } from "./migrate.ts";
import { connectOwner, requireSupportedServer } from "./owner.ts";
import { ensureRoles, type ServingLogins } from "./roles.ts";

/** Brings a database up to this version of the project: migrations, then logins and grants. Idempotent. */
export async function prepareDatabase(ownerUrl: string): Promise<ServingLogins> {
  const client = await connectOwner(ownerUrl, "onetbook prepare");
  try {
    await requireSupportedServer(client);
    await migrate(ownerUrl);
    return await ensureRoles(client, ownerUrl);
  } finally {
    await client.end();
  }
}
