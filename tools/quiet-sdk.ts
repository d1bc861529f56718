/**
 * Leaves out the AWS SDK's warning of Node.js versions that its later releases will not run on, by the SDK's own
 * switch: the release is pinned, and whoever runs a verb can do nothing about it. Whoever set the switch keeps it.
 */
export function quietSdk(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}
