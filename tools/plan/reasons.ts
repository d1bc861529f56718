/** What an update or a deletion runs into, although every template is right by itself. */
export const planReasons = {
  VPC_LINK_STILL_REFERENCED: {
    means: 'A VPC link is deleted or replaced while a deployed stage still has an integration through it.',
    fix: 'Take the integration out and deploy the API first; delete the link in a second deployment.',
  },
  EXPORT_STILL_IMPORTED: {
    means: 'A stack drops or changes an export that a deployed stack imports: CloudFormation refuses.',
    fix: 'Deploy the importing stacks first, with --exclusively; then the rest.',
  },
  LOAD_BALANCER_STILL_LINKED: {
    means: 'A load balancer is deleted while a VPC link or an endpoint service is attached: ResourceInUse.',
    fix: 'Delete the link or the endpoint service first, in a deployment of its own.',
  },
  LOAD_BALANCER_PROTECTED: {
    means: 'A load balancer is deleted that has deletion protection on: the deletion fails.',
    fix: 'Deploy with loadBalancer.deletionProtection: false first.',
  },
  STACK_PROTECTED: {
    means: 'A stack is deleted that has termination protection on: CloudFormation refuses.',
    fix: 'Deploy with terminationProtection: false first.',
  },
  BASE_PATHS_MIXED: {
    means:
      'A mapping of the whole host and one of a base path would exist together while the update runs: refused.',
    fix: 'Remove the old mapping in one deployment and add the new one in the next; or use a new host.',
  },
  DOMAIN_STILL_HELD: {
    means: 'A custom domain is created while another deployed resource still has its name.',
    fix: 'Delete the old domain first; calls to the host fail in between, so choose the hour.',
  },
  FUNCTION_INTERFACES_LINGER: {
    means:
      'A function in the VPC goes together with its security group or subnet, whose deletion waits for its interfaces.',
    fix: 'Remove the function in one deployment; the group or subnet half an hour later in the next.',
  },
  STACK_LEFT_BEHIND: {
    means: 'A deployed stack is not among the new ones: cdk deploy leaves it as it is.',
    fix: 'Delete it with CloudFormation once nothing uses its exports: cdk destroy knows the new stacks only.',
  },
} as const satisfies Record<string, { readonly means: string; readonly fix: string }>;

export type PlanReasonCode = keyof typeof planReasons;
