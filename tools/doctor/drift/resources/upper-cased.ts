/** Whose keys are names of their own (headers, content types), and not of API Gateway's. */
const maps =
  /^(requestParameters|requestTemplates|responseParameters|responseTemplates|responseModels|variables|stageVariables|tags)$/;

/** API Gateway's own shape in CloudFormation's: the same names, the first letter in upper case; absent values go. */
export function upperCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null)
      .map(([key, inner]) => [
        key.slice(0, 1).toUpperCase() + key.slice(1),
        maps.test(key) ? inner : upperCased(inner),
      ]),
  );
}
