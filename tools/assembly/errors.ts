import type { Problem } from '../kit-error';

/** Everything that can be wrong with the input of {@link readAssembly}; docs/errors.md lists the same. */
export const assemblyErrors = {
  ASM_NO_MANIFEST: {
    means: 'The folder is not a cloud assembly: it has no manifest.json.',
    fix: 'run `npx cdk synth` first, or name the folder that it wrote (cdk.out)',
  },
  ASM_BAD_MANIFEST: {
    means: 'manifest.json of the cloud assembly is not JSON with artifacts.',
    fix: 'delete the folder and run `npx cdk synth` again',
  },
  ASM_NO_STACKS: {
    means: 'Nothing to read: the assembly has no stack, or no template was named.',
    fix: 'name at least one template, or synthesize an app with a stack',
  },
  ASM_MISSING_TEMPLATE: {
    means: 'A template that was named, or that a manifest or nested stack points to, is not there.',
    fix: 'check the path; for an assembly, run `npx cdk synth` again',
  },
  ASM_BAD_TEMPLATE: {
    means: 'A template is not valid JSON or YAML, or has no Resources.',
    fix: 'correct the template; `aws cloudformation validate-template` shows the same',
  },
  ASM_DUPLICATE_STACK: {
    means: 'Two templates have the same stack name, so that their resources could not be told apart.',
    fix: 'rename one of the template files',
  },
  ASM_BAD_ASSETS: {
    means: 'An asset manifest (*.assets.json) cannot be read.',
    fix: 'run `npx cdk synth` again',
  },
} as const satisfies Record<string, { readonly means: string; readonly fix: string }>;

export type AssemblyErrorCode = keyof typeof assemblyErrors;

/** A {@link Problem} with the code's own fix. */
export function assemblyProblem(code: AssemblyErrorCode, what: string, where: string): Problem {
  return { code, what, where, fix: assemblyErrors[code].fix };
}
