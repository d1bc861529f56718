import { isIP } from 'node:net';

/** The call that commands are about: what of it is known. */
export interface Subject {
  readonly url: string;
  /** @default 'GET' */
  readonly method?: string;
  /** Where it starts. @default 'on-prem' */
  readonly vantage?: string;
  /** That was dialled. @default the host of the URL */
  readonly address?: string | null;
  /** DNS server that was asked, as `--resolver` takes it. @default the system's */
  readonly resolver?: string;
  /** Of the answer. @default any error */
  readonly status?: number | null;
  /** Of API Gateway, as its access log has it. @default not known */
  readonly requestId?: string;
  /** How the call was made, to make it again in the same way. @default by `npx hybrid-api probe`, without options */
  readonly made?: {
    readonly program: string;
    readonly probe: readonly string[];
    /** The same for curl, as far as it has them. */
    readonly curl: readonly string[];
  };
}

/** The reference environment's: what the pages show. */
export const referenceSubject: Subject = { url: 'https://pvt-api.corp.example/' };

/** A subject taken apart. */
export interface Known extends Subject {
  readonly method: string;
  readonly vantage: string;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: string;
  /** Where the connection goes: the address, else the host. */
  readonly dialled: string;
  /** The same and the port; IPv6 in brackets. */
  readonly peer: string;
  /** First label of the host: the folder of its saved queries. */
  readonly label: string;
}

/** @throws TypeError where the URL is none */
export function known(subject: Subject): Known {
  const { hostname, port: named, protocol } = new URL(subject.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const port = named === '' ? (/^(https|wss):$/.test(protocol) ? '443' : '80') : named;
  const dialled = subject.address ?? host;
  return {
    ...subject,
    method: subject.method ?? 'GET',
    vantage: subject.vantage ?? 'on-prem',
    host,
    port,
    dialled,
    peer: isIP(dialled) === 6 ? `[${dialled}]:${port}` : `${dialled}:${port}`,
    label: host.split('.')[0] as string,
  };
}

/** Address and port of a DNS server as `--resolver` takes it: `[udp://|tcp://]address[:port]`. */
export function dnsServer(resolver: string): { readonly address: string; readonly port?: string } {
  const bare = resolver.replace(/^\w+:\/\//, '');
  if (isIP(bare) !== 0) return { address: bare };
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(bare) ?? [];
  return { address: bracketed ?? plain ?? bare, ...(port === undefined ? {} : { port }) };
}
