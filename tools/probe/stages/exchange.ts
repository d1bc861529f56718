import type { Failure, HttpVersion, ResponseFacts } from '../observation';
import { type Bounds, bounded, StageFailure } from './failure';
import type { Reading } from './reading';

export interface Exchange {
  /** What was spoken; absent where it is not known, as of WebSockets. */
  readonly httpVersion?: HttpVersion;
  readonly response?: ResponseFacts;
  readonly failure?: Failure;
  /** Milliseconds to the first byte of the response; `null`: none came. */
  readonly firstByte: number | null;
  /** Milliseconds from there to the end; where no byte came, of the whole wait. */
  readonly rest: number;
}

export interface RequestLimits {
  /** Milliseconds to the first byte of the response. */
  readonly firstByte: number;
  /** Milliseconds for the whole exchange. */
  readonly total: number;
}

/** What a protocol tells of its exchange as it goes on. */
export interface Course {
  /** The request is written next. @default when the exchange begins */
  started(): void;
  /** A byte of the response has come. */
  begun(): void;
  /** It is over: with the whole response, or with what ended it; the first time counts. */
  end(outcome?: StageFailure): void;
}

/**
 * Times one exchange, whatever its protocol. What goes wrong is part of the result.
 * @param reading filled by the protocol
 * @param begin begins it, and returns what releases its resources when it is given up
 */
export async function timedExchange(
  bounds: Bounds,
  limits: RequestLimits,
  reading: Reading,
  begin: (course: Course) => () => void,
): Promise<Exchange> {
  let started = performance.now();
  let ended: number | undefined;
  let failure: Failure | undefined;
  try {
    await bounded<void>(bounds, limits.total, (settle) => {
      const timer = setTimeout(
        () =>
          settle(
            new StageFailure('timeout', 'TIMEOUT', `no response within ${Math.round(limits.firstByte)} ms`),
          ),
        Math.min(limits.firstByte, limits.total),
      );
      const release = begin({
        started: () => {
          started = performance.now();
        },
        begun: () => {
          clearTimeout(timer);
          reading.begun();
        },
        end: (outcome) => {
          if (ended !== undefined) return;
          ended = performance.now();
          clearTimeout(timer);
          settle(outcome as undefined);
        },
      });
      return () => {
        clearTimeout(timer);
        release();
      };
    });
  } catch (error) {
    failure = (error as StageFailure).facts();
  }
  ended ??= performance.now();
  const firstByte = reading.firstByteAt === null ? null : reading.firstByteAt - started;
  const rest = ended - (reading.firstByteAt ?? started);
  return { response: reading.facts(), failure, firstByte, rest };
}
