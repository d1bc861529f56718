import type { Expectation } from '../../stacks/config-schema';
import type { Call } from '../path/hop';
import { readChain } from './client-certificate';
import { readHeaders } from './header-values';

/** `GET https://host/path` in its two parts, or undefined when it is not of that form. */
export function splitCallLine(line: string): { readonly method: string; readonly url: string } | undefined {
  const match = /^([A-Z]+)\s+((?:https?|wss?):\/\/\S+)$/.exec(line.trim());
  return match && URL.canParse(match[2] as string)
    ? { method: match[1] as string, url: match[2] as string }
    : undefined;
}

/**
 * An entry of `expect:` as a call. Its line was checked when hybrid.yaml was read; files of headers are read now.
 * @throws KitError PROBE_HEADER_FILE, PROBE_CLIENT_CERTIFICATE
 */
export function expectedCall(expectation: Expectation): Call {
  const line = splitCallLine(expectation.call);
  if (!line) throw new TypeError(`not a checked call line: ${expectation.call}`);
  return {
    ...line,
    from: expectation.from,
    headers: readHeaders(expectation.headers),
    body: expectation.body,
    address: expectation.address,
    ...(expectation.send === undefined ? {} : { send: [expectation.send].flat() }),
    ...(expectation.identity === undefined ? {} : { identity: expectation.identity }),
    ...(expectation.apiKey === undefined ? {} : { apiKey: expectation.apiKey }),
    ...(expectation.clientCertificate && {
      clientCertificate: readChain(expectation.clientCertificate.cert),
    }),
  };
}
