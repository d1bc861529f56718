import type { CommandModule } from 'yargs';
import { doctorVerb } from './doctor';
import { planVerb } from './plan';
import { probeVerb } from './probe';
import { startVerb } from './start';
import { traceVerb } from './trace';
import { twinVerb } from './twin';
import { verifyVerb } from './verify';

/** Every verb, in the order of the help. A verb parses arguments, calls a library and prints; no logic. */
export const verbs = [
  startVerb,
  traceVerb,
  verifyVerb,
  planVerb,
  twinVerb,
  probeVerb,
  doctorVerb,
] as readonly CommandModule<object, never>[];
