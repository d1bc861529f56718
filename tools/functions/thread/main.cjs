// One execution environment of one function: loads the handler, then answers one invocation at a time.
// Plain JavaScript, because a worker thread loads it from the disk also where the rest is one bundle.
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { describeThrown } = require('./errors.cjs');
const { callHandler, createContext } = require('./invoke.cjs');
const { loadHandler } = require('./handler.cjs');
const { installNetwork } = require('./network.cjs');
const { installStreaming } = require('./stream.cjs');
const { settle } = require('./paper.cjs');

const settings = workerData;
let current;

function fail(error, fatal) {
  parentPort.postMessage({ kind: 'failed', id: current, fatal, ...error });
}

process.on('unhandledRejection', (reason) => {
  const { errorMessage } = describeThrown(reason);
  fail({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage }, true);
  process.exit(128);
});
process.on('uncaughtException', (error) => {
  fail(describeThrown(error), true);
  process.exit(129);
});

async function answer(handler, { id, requestId, event, timeoutMs }) {
  current = id;
  const context = createContext(settings, requestId, Date.now() + timeoutMs);
  try {
    const returned = await callHandler(handler, JSON.parse(event), context, settings.runtime);
    parentPort.postMessage({ kind: 'returned', id, ...returned });
  } catch (error) {
    fail(describeThrown(error), false);
  }
  current = undefined;
}

async function main() {
  installStreaming();
  installNetwork(settings.network);
  let handler;
  try {
    handler = await loadHandler(settings);
  } catch (error) {
    parentPort.postMessage({ kind: 'load-failed', ...describeThrown(error) });
    return;
  }
  parentPort.on('message', (message) => {
    if (message.kind === 'response') settle(message);
    else void answer(handler, message);
  });
  parentPort.postMessage({ kind: 'ready' });
}

void main();
