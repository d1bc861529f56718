import type { HeaderList } from '../../path/hop';
import type { ResponseFacts } from '../observation';

/** As much of a body as is kept; the rest is counted. */
export const keptBytes = 65_536;

/** A response as far as it came. */
export class Reading {
  firstByteAt: number | null = null;
  complete = false;
  private status: number | null = null;
  private headers: HeaderList = [];
  private readonly kept: Buffer[] = [];
  private bytes = 0;

  get hasStatus(): boolean {
    return this.status !== null;
  }

  begun(): void {
    this.firstByteAt ??= performance.now();
  }

  head(status: number, headers: HeaderList): void {
    this.status = status;
    this.headers = headers;
  }

  data(chunk: Buffer): void {
    const room = keptBytes - this.bytes;
    if (room > 0) this.kept.push(Buffer.from(chunk.subarray(0, room)));
    this.bytes += chunk.length;
  }

  facts(): ResponseFacts | undefined {
    if (this.status === null) return undefined;
    const { status, headers, bytes, complete } = this;
    return { status, headers, body: Buffer.concat(this.kept).toString('utf8'), bytes, complete };
  }
}
