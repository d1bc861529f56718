// Runs one function under serverless-offline, in-process over plain HTTP and logging as it does by default: the
// figure that the twin is compared with.
// usage: serverless-offline.mjs <folder it is installed in> <folder of handler.js> <port>
import { format } from 'node:util';

const [, , installed, serviceDir, port] = process.argv;
const { default: Offline } = await import(
  `${installed}/node_modules/serverless-offline/src/ServerlessOffline.js`
);
const write = (...words) => process.stderr.write(`${format(...words)}\n`);
const log = Object.assign(write, {
  notice: write,
  info: write,
  debug: write,
  verbose: write,
  success: write,
  warning: console.error,
  error: console.error,
});
const hello = {
  handler: 'handler.handler',
  name: 'hello',
  runtime: 'nodejs20.x',
  timeout: 10,
  events: [{ http: { method: 'get', path: '/test-resource' } }],
};
const service = {
  service: 'peer',
  custom: {},
  provider: { name: 'aws', runtime: 'nodejs20.x', stage: 'dev', region: 'eu-west-1', environment: {} },
  functions: { hello },
  resources: {},
  getAllFunctions: () => ['hello'],
  getFunction: () => hello,
  getAllEventsInFunction: () => hello.events,
};
const serverless = {
  service,
  serviceDir,
  config: { serviceDir, servicePath: serviceDir },
  pluginManager: {},
  processedInput: { options: {}, commands: [] },
};
const options = {
  useInProcess: true,
  noAuth: true,
  noTimeout: true,
  noSponsor: true,
  noPrependStageInUrl: true,
  host: '127.0.0.1',
  httpPort: Number(port),
  lambdaPort: Number(port) + 1,
};
await new Offline(serverless, options, { log, progress: {}, writeText: write }).start();
process.send('ready');
process.once('disconnect', () => process.exit(0));
