// Response streaming as Lambda's Node.js runtime offers it: `awslambda.streamifyResponse`.
'use strict';
const { Writable } = require('node:stream');

const mark = Symbol.for('aws.lambda.runtime.handler.streaming');
/** Between the metadata of an HTTP response and its payload: aws-facts §10 (doc). */
const separator = Buffer.alloc(8);
const metadataLimit = 16 * 1024;

function installStreaming() {
  globalThis.awslambda = {
    streamifyResponse(handler) {
      handler[mark] = 'response';
      return handler;
    },
    HttpResponseStream: {
      from(stream, metadata) {
        stream.setContentType('application/vnd.awslambda.http-integration-response');
        stream.write(JSON.stringify(metadata));
        stream.write(separator);
        return stream;
      },
    },
  };
}

/** Keeps what a handler writes, until it has ended. */
class ResponseStream extends Writable {
  chunks = [];

  _write(chunk, _encoding, callback) {
    this.chunks.push(chunk);
    callback();
  }

  setContentType() {}
}

function isStreaming(handler) {
  return handler[mark] === 'response';
}

/** `{payload, stream}`: the metadata's text and the bytes after it; without a separator all is payload. */
async function callStreaming(handler, event, context) {
  const stream = new ResponseStream();
  const ended = new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject));
  await Promise.all([handler(event, stream, context), ended]);
  const bytes = Buffer.concat(stream.chunks);
  const end = bytes.indexOf(separator);
  if (end < 0 || end > metadataLimit) return { payload: bytes.toString('utf8') };
  return {
    payload: bytes.subarray(0, end).toString('utf8'),
    stream: new Uint8Array(bytes.subarray(end + separator.length)),
  };
}

module.exports = { callStreaming, installStreaming, isStreaming };
