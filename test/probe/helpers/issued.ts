import { type Authority, type Minted, mintAuthority } from '../../helpers/certificates';
import { Opened } from './servers';

/** What servers of a test present; there once its tests run. */
export interface Issued {
  readonly authority: Authority;
  /** For every host. */
  readonly leaf: Minted;
}

/** For the top of a file of tests: servers that are closed after each of them, and a certificate for the hosts. */
export function serversOf(hosts: readonly string[]): { readonly opened: Opened; readonly issued: Issued } {
  const opened = new Opened();
  const issued = {} as { -readonly [name in keyof Issued]: Issued[name] };
  beforeAll(async () => {
    issued.authority = await mintAuthority();
    issued.leaf = await issued.authority.mint(hosts);
  });
  afterEach(() => opened.close());
  return { opened, issued };
}
