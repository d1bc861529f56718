import { request } from 'node:https';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

export interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED';
  /** Why it failed. */
  readonly reason?: string;
  readonly physicalId: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Length limit of the answer: 4096 bytes. The reason is cut well below, since the rest has bounds of its own. */
const reasonLength = 1000;

/** The answer that CloudFormation waits for. */
export function answerTo(event: CloudFormationCustomResourceEvent, outcome: Outcome): string {
  return JSON.stringify({
    Status: outcome.status,
    Reason: outcome.reason?.slice(0, reasonLength),
    PhysicalResourceId: outcome.physicalId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    Data: outcome.data,
  });
}

/** Puts the answer where CloudFormation looks for it: three attempts, as an answer that is lost costs an hour. */
export async function send(url: string, body: string, put = putOnce): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await put(url, body);
    } catch (error) {
      if (attempt === 3) throw error;
      console.warn(`the answer did not arrive (attempt ${attempt})`, error);
    }
  }
}

function putOnce(url: string, body: string): Promise<void> {
  // The URL is signed for an empty content type.
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    request(url, { method: 'PUT', headers, timeout: 10_000 }, (response) => {
      response.resume();
      if (response.statusCode === 200) resolve();
      else reject(new Error(`CloudFormation's URL answered ${response.statusCode}`));
    })
      .once('timeout', function (this: { destroy(error: Error): void }) {
        this.destroy(new Error('no answer within 10 s'));
      })
      .once('error', reject)
      .end(body);
  });
}
