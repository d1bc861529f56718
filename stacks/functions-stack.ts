import type { Construct } from 'constructs';
import { createFunctions, type FunctionsProps } from './functions';
import { KitStack } from './kit-stack';
import type { Callable } from './path/8-integration';

/** Functions that APIs of several hosts call. One that serves a single host lives in that host's stack. */
export class FunctionsStack extends KitStack {
  readonly functions: Readonly<Record<string, Callable>>;

  constructor(scope: Construct, names: readonly string[], props: FunctionsProps) {
    super(scope, 'functions', {
      config: props.config,
      description: 'Functions that APIs of several hosts call',
    });
    this.functions = createFunctions(this, names, props);
  }
}
