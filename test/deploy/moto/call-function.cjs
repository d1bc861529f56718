// Runs the function in the working directory once: `call-function.cjs index.handler 30 < event`, answer on stdout.
// What the function writes goes to stderr, which is its log.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

console.log = console.info = console.debug = console.error;
const [handler, timeout] = process.argv.slice(2);
const [file, name] = handler.split('.');
const ends = Date.now() + Number(timeout) * 1000;
const context = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  awsRequestId: 'moto',
  getRemainingTimeInMillis: () => ends - Date.now(),
};
const answer = (value, code) => process.stdout.write(JSON.stringify(value ?? null), () => process.exit(code));

Promise.resolve()
  .then(() => require(join(process.cwd(), file))[name](JSON.parse(readFileSync(0, 'utf8')), context))
  .then(
    (value) => answer(value, 0),
    (error) => {
      console.error(error);
      answer({ errorType: error.name, errorMessage: error.message }, 1);
    },
  );
