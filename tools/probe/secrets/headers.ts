import type { HeaderList } from '../../path/hop';
import type { ProbeTarget } from '../target';
import { Kept } from './kept';
import { keepSecret } from './known';
import { readSecret } from './read-secret';
import { readToken } from './read-token';
import { runCommand } from './run-command';
import type { TokenCommand } from './source';

const tokens = new Kept<string>(Date.now, 10_000);

/**
 * The headers with what a target keeps elsewhere: API key, bearer, token of a program.
 * @throws StageFailure `local`, NO_SECRET or NO_TOKEN
 */
export async function secretHeaders({ apiKey, bearer, token }: ProbeTarget): Promise<HeaderList> {
  const headers: HeaderList = [
    ...(apiKey ? [['x-api-key', await readSecret(apiKey)] as const] : []),
    ...(bearer ? [['Authorization', `Bearer ${await readSecret(bearer)}`] as const] : []),
    ...(token ? [await tokenHeader(token)] : []),
  ];
  for (const [, value] of headers) keepSecret(value);
  return headers;
}

async function tokenHeader(hook: TokenCommand): Promise<readonly [string, string]> {
  const { command, as, header = 'Authorization', timeoutSeconds = 30, perCall } = hook;
  const fetch = async () =>
    readToken(await runCommand(command, timeoutSeconds), as, command[0] as string, Date.now());
  const token = perCall ? (await fetch()).value : await tokens.get(JSON.stringify([command, as]), fetch);
  return [header, /^authorization$/i.test(header) ? `Bearer ${token}` : token];
}
