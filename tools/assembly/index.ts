/** Everything that other folders use of the template reader. The model's types are in ./model. */
export type { Assembly, AssemblyStack, RawResource, Template } from './assembly';
export { type BuildOptions, buildModel } from './build-model';
export { type AssemblyErrorCode, assemblyErrors } from './errors';
export { type AssemblySource, readAssembly } from './read-assembly';
