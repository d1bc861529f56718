import { request } from 'node:https';
import { type Credentials, signedHeaders } from './sign';

/** A client's connection to a WebSocket API. */
export interface Connection {
  readonly apiId: string;
  readonly stage: string;
  readonly connectionId: string;
}

/** Milliseconds for the whole call. */
const patienceMs = 5000;

/**
 * Sends a message to the client of a connection, by its API's own name and with the function's own role.
 * Resolves to the status: 200, 410 where the connection is gone, 403 where the role lacks execute-api:ManageConnections.
 * @throws Error for what is no connection, or where nobody answers
 */
export function postBack(
  connection: Connection,
  message: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const region = environment.AWS_REGION ?? '';
  const { host, path } = placeOf(connection, region);
  const headers = signedHeaders(
    { method: 'POST', host, path, body: message, region, at: Date.now() },
    credentialsOf(environment),
  );
  return new Promise((resolve, reject) => {
    const call = request({ host, path, method: 'POST', headers, timeout: patienceMs }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`${host} does not answer within ${patienceMs} ms`)));
    call.on('error', reject);
    call.end(message);
  });
}

/**
 * Where to post. The three parts may come from a request that anybody in the network can make: they lead to API
 * Gateway of this region and nowhere else, and the role decides for which API.
 */
export function placeOf(
  { apiId, stage, connectionId }: Connection,
  region: string,
): { readonly host: string; readonly path: string } {
  const isConnection =
    /^[a-z0-9]{4,32}$/.test(apiId) && /^[\w-]{1,128}$/.test(stage) && /^[\w+/=-]{1,128}$/.test(connectionId);
  if (!isConnection) throw new Error('this is no connection of a WebSocket API');
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    host: `${apiId}.execute-api.${region}.${suffix}`,
    path: `/${stage}/@connections/${encodeURIComponent(connectionId)}`,
  };
}

function credentialsOf(environment: NodeJS.ProcessEnv): Credentials {
  return {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: environment.AWS_SESSION_TOKEN,
  };
}
