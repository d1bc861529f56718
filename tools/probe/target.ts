import type { KeyPairFiles } from '../expectations/client-certificate';
import type { ExpectedResponse } from '../expectations/meets';
import { KitError, type Problem } from '../kit-error';
import type { HeaderList } from '../path/hop';
import type { TlsVersion } from '../path/tls-policies';
import type { Timeouts } from './attempt';
import type { Signing } from './proof';
import type { Retrying } from './running/retrying';
import type { SecretSource, TokenCommand } from './secrets/source';
import type { Family } from './stages/dns/families';
import { detoured, type Place } from './stages/overrides';
import { wireProblems } from './wire-problems';

/** What must come of a call: any response, one of these, or none at all. */
export type ProbeExpectation = Partial<ExpectedResponse> | 'unreachable';

/** One call to make. Serializable, so that a Lambda event and a file can carry it. */
export interface ProbeTarget {
  /** @default the method and URL */
  readonly name?: string;
  /** Module of a probe file that its settings are from: a label, for --serve. @default none */
  readonly module?: string;
  /** Absolute https:, http:, wss: or ws: URL. */
  readonly url: string;
  /** @default 'GET' */
  readonly method?: string;
  /** Several values of one name need the list form. @default {} */
  readonly headers?: HeaderList | Readonly<Record<string, string>>;
  /** @default no body */
  readonly body?: string | Uint8Array;
  /** Of a wss: URL: text messages to send once it is open. @default none */
  readonly send?: readonly string[];
  /** Where the call starts: a label for the report. @default none */
  readonly vantage?: string;
  /** Dial this IP address and skip DNS. @default resolve the host */
  readonly address?: string;
  /** `socks5h://host:port` (the proxy resolves) or `socks5://host:port`. @default dial directly */
  readonly proxy?: string;
  /** DNS server to ask: `[udp://|tcp://]address[:port]`, or `system` for this machine's first one. @default the system's resolver */
  readonly resolver?: string;
  /** Ask for and dial this address family alone. @default both */
  readonly family?: Family;
  /** Dial this family alone where the name has it. @default every address that this machine can dial */
  readonly prefer?: Family;
  /** `host:port:address[,address]`: these addresses, without a question. @default none */
  readonly resolve?: readonly string[];
  /** `host1:port1:host2:port2`: dial the second instead of the first; name and Host stay. @default none */
  readonly connectTo?: readonly string[];
  /** PEM file of trusted authorities, or PEM text; replaces the built-in ones. @default Node's */
  readonly ca?: string;
  /** PEM files of what to present where the server asks for a certificate. @default nothing */
  readonly clientCertificate?: KeyPairFiles;
  /** Lowest TLS version to offer. @default '1.2', or maxTls where that is older */
  readonly minTls?: TlsVersion;
  /** Highest TLS version to offer. @default '1.3' */
  readonly maxTls?: TlsVersion;
  /** Server name to send, which the certificate has to cover too; `none` sends none. @default the URL's host */
  readonly sni?: string;
  /** Fail where a certificate of the chain ends within so many days. @default an expired one fails */
  readonly expiresWithin?: number;
  /** Offer HTTP/2, and speak it where the server chooses it; not of a WebSocket. @default false */
  readonly http2?: boolean;
  /** Follow so many redirects. @default 0 */
  readonly maxRedirects?: number;
  /** Sign the call for execute-api. @default it is not signed */
  readonly sigv4?: Signing;
  /** Send an API key in x-api-key. @default none, unless the headers have one */
  readonly apiKey?: SecretSource;
  /** Send `Authorization: Bearer`. @default none, unless the headers have one */
  readonly bearer?: SecretSource;
  /** Send the token that a program prints. @default none */
  readonly token?: TokenCommand;
  /** Milliseconds, where they differ from those of the run. @default those of the run */
  readonly timeouts?: Partial<Omit<Timeouts, 'resolve'>>;
  /** How it is tried again, where that differs from the run. @default as the run says */
  readonly retrying?: Retrying;
  /** @default any answer of the function behind the gateway */
  readonly expect?: ProbeExpectation;
}

/** Whether a call needs something that is looked up when it is made. */
export function hasProof({ apiKey, bearer, token, sigv4 }: ProbeTarget): boolean {
  return (apiKey ?? bearer ?? token ?? sigv4) !== undefined;
}

/** Whether that comes from another program or from AWS, and is kept for the calls that follow. */
export function fetchesProof({ apiKey, bearer, token }: ProbeTarget): boolean {
  return [apiKey, bearer].some((one) => one && 'secret' in one) || (token !== undefined && !token.perCall);
}

/** A target taken apart once, before the first packet. */
export interface PreparedTarget {
  readonly target: ProbeTarget;
  readonly method: string;
  /** Host of the URL, without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** What is resolved and dialled: host and port, unless there is a detour. */
  readonly dialled: Place;
  readonly secure: boolean;
  /** A wss: or ws: URL. */
  readonly webSocket: boolean;
  /** Path and query as sent. */
  readonly path: string;
  readonly headers: HeaderList;
}

/**
 * Checks a target and takes its URL apart.
 * @throws KitError PROBE_BAD_URL, PROBE_BAD_METHOD, PROBE_BAD_HEADER, PROBE_NOT_A_SOCKET, and those of wireProblems; all
 *   problems at once
 */
export function prepareTarget(target: ProbeTarget): PreparedTarget {
  const problems: Problem[] = [];
  const where = target.name ?? target.url;
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  if (!url || !/^(https?|wss?):$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    problems.push({
      code: 'PROBE_BAD_URL',
      what: `"${target.url}" is not an absolute https, http or wss URL without credentials`,
      where,
      fix: 'write e.g. https://pvt-api.corp.example/',
    });
  }
  const method = target.method ?? 'GET';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method) || method === 'CONNECT') {
    problems.push({
      code: 'PROBE_BAD_METHOD',
      what: `"${method}" is not a method that can be sent`,
      where,
      fix: 'use GET, POST, …',
    });
  }
  const isSocket = url !== undefined && /^wss?:$/.test(url.protocol);
  const talks =
    (target.send?.length ?? 0) > 0 || (typeof target.expect === 'object' && 'message' in target.expect);
  if (url && (isSocket ? method !== 'GET' || target.body !== undefined : talks)) {
    problems.push({
      code: 'PROBE_NOT_A_SOCKET',
      what: isSocket
        ? `a WebSocket is opened by GET without a body, not by ${method}`
        : `messages are for a WebSocket, and "${target.url}" is none`,
      where,
      fix: 'call wss://… by GET and give messages by send, or call https://… without messages',
    });
  }
  const headers = headerList(target.headers);
  for (const [name, value] of headers) {
    if (isSendable(name, value)) continue;
    problems.push({
      code: 'PROBE_BAD_HEADER',
      what: `header "${name}" of ${value.length} characters cannot be sent`, // it may be a token
      where,
      fix: 'remove it, or use printable characters; framing headers are set by the probe',
    });
  }
  problems.push(...wireProblems(target, where));
  if (problems.length > 0) throw new KitError(problems);
  const { hostname, port, protocol, pathname, search } = url as URL;
  const secure = /^(https|wss):$/.test(protocol);
  const place: Place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
  };
  return {
    target,
    method,
    ...place,
    dialled: detoured(place, target.connectTo),
    secure,
    webSocket: protocol.startsWith('ws'),
    path: pathname + search,
    headers,
  };
}

/** Headers that frame the message or the connection, which the HTTP client owns. */
const framing =
  /^(transfer-encoding|content-length|connection|keep-alive|upgrade|expect|sec-websocket-(key|version|extensions|accept))$/i;

function isSendable(name: string, value: string): boolean {
  return (
    /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
    /^[\t\x20-\x7e\x80-\xff]*$/.test(value) &&
    !framing.test(name)
  );
}

function headerList(headers: ProbeTarget['headers'] = []): HeaderList {
  return Array.isArray(headers)
    ? (headers as HeaderList)
    : Object.entries(headers as Readonly<Record<string, string>>);
}
