// biome-ignore lint/suspicious/noExplicitAny: answers of AWS are edited the way a person changes things by hand
export type Json = any;

/** The security group of a snapshot whose logical id begins so. */
export const groupOf = (facts: Json, part: string) => {
  const { PhysicalResourceId: id } = facts.stacks
    .flatMap(({ resources }: Json) => resources)
    .find(({ LogicalResourceId }: Json) => LogicalResourceId.startsWith(part));
  return facts.securityGroups.find(({ GroupId }: Json) => GroupId === id);
};
