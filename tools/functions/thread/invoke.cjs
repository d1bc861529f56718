'use strict';
const { parentPort } = require('node:worker_threads');
const { describeThrown, RuntimeError } = require('./errors.cjs');
const { callStreaming, isStreaming } = require('./stream.cjs');

/** Node.js 24 on Lambda has async handlers only: aws-facts §10 (from memory). */
function takesCallbacks(runtime) {
  const major = Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 0);
  return major < 24;
}

/**
 * Calls the handler once. Resolves to `{payload}`, its JSON text, and what it streamed; rejects with what it threw.
 * A handler that answers by callback is over when its event loop is empty, as on Lambda.
 */
async function callHandler(handler, event, context, runtime) {
  if (isStreaming(handler)) return callStreaming(handler, event, context);
  if (!takesCallbacks(runtime)) {
    if (handler.length >= 3) {
      throw new RuntimeError(
        'Runtime.CallbackHandlerDeprecated',
        `${runtime} does not support callback-based handlers`,
      );
    }
    return { payload: toJson(await handler(event, context)) };
  }
  return { payload: toJson(await callWithCallback(handler, event, context)) };
}

function callWithCallback(handler, event, context) {
  return new Promise((resolve, reject) => {
    let finish = () => resolve(null);
    const whenIdle = () => {
      process.off('beforeExit', whenIdle);
      parentPort.ref();
      finish();
    };
    const callback = (error, value) => {
      finish = () => (error === null || error === undefined ? resolve(value) : reject(error));
      if (context.callbackWaitsForEmptyEventLoop === false) whenIdle();
    };
    context.done = callback;
    context.succeed = (value) => callback(null, value);
    context.fail = (error) => callback(error ?? 'handled');
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') {
      returned.then(resolve, reject);
    } else {
      process.once('beforeExit', whenIdle);
      parentPort.unref();
    }
  });
}

function toJson(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

/** The second argument of a handler. */
function createContext(settings, requestId, deadline) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

module.exports = { callHandler, createContext, describeThrown };
