/** API Gateway answers 401 to exactly this error, and 500 to any other: aws-facts §8.1. */
function unauthorized(): Error {
  return new Error('Unauthorized');
}

/** A refused token: a reason for the log, which holds nothing of the token. */
export class Refusal extends Error {
  /** @param reason a word such as `expired` */
  constructor(readonly reason: string) {
    super(reason);
  }
}

/**
 * What follows `Bearer` in a header.
 * @throws Refusal
 */
export function bearerToken(header: string | undefined): string {
  const match = /^Bearer +(\S+)$/i.exec(header ?? '');
  if (!match) throw new Refusal('no bearer token');
  return match[1]!;
}

/** Runs a check; a refusal is logged by its reason and becomes 401, any other error stays one and becomes 500. */
export async function admit<T>(authorizer: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(JSON.stringify({ authorizer, refused: error.reason }));
    throw unauthorized();
  }
}
