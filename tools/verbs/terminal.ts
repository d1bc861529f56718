import pc from 'picocolors';

/** What stdout can show. NO_COLOR, FORCE_COLOR and a TERM of `dumb` are honoured by picocolors. */
export function terminal(): {
  readonly color: boolean;
  readonly columns: number;
} {
  return {
    color: pc.isColorSupported && (process.stdout.isTTY === true || 'FORCE_COLOR' in process.env),
    columns: process.stdout.columns ?? 110,
  };
}

/** Bytes become text where they are UTF-8, base64 otherwise. */
export function printJson(value: unknown): void {
  console.log(
    JSON.stringify(
      value,
      (_key, item) => (item instanceof Uint8Array ? Buffer.from(item).toString('utf8') : item),
      2,
    ),
  );
}
