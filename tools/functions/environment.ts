import { isUnknown, type LambdaFunction, type Model } from '../assembly/model';

/**
 * The environment variables that the function sees: its own and Lambda's, nothing of this machine's.
 * Its credentials are the run's own: they name the function to the twin and are worth nothing anywhere else.
 * A variable whose value the templates do not tell is absent.
 */
export function lambdaEnvironment(
  model: Pick<Model, 'region'>,
  lambda: LambdaFunction,
): Record<string, string> {
  const own = Object.entries(lambda.environment).filter(
    (entry): entry is [string, string] => !isUnknown(entry[1]),
  );
  return {
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
    LANG: 'en_US.UTF-8',
    ...Object.fromEntries(own),
    TZ: ':UTC',
    _HANDLER: lambda.handler,
    ...credentialsOf(lambda),
    AWS_REGION: model.region,
    AWS_DEFAULT_REGION: model.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: lambda.codePath ?? '/var/task',
  };
}

/** Temporary credentials in the form of Lambda's. The secret is no secret: nothing but the twin takes it. */
export function functionCredentials(accessKeyId: string) {
  return {
    accessKeyId,
    secretAccessKey: `secret-of-${accessKeyId}`,
    sessionToken: `session-of-${accessKeyId}`,
  };
}

function credentialsOf({ identity }: LambdaFunction): Record<string, string> {
  if (!identity) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = functionCredentials(identity.accessKeyId);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
