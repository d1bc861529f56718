import type {
  GetFunctionConfigurationCommandInput,
  GetFunctionConfigurationCommandOutput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
} from '@aws-sdk/client-lambda';
import { type PolicyScope, type Read, read } from './spec';

const functions = ({ partition, region, account, config }: PolicyScope) => [
  `arn:${partition}:lambda:${region}:${account}:function:${config.name}-*`,
];

function of<Input, Output>(command: string): Read<Input, Output> {
  return read({
    service: 'lambda',
    command,
    action: `lambda:${command}`,
    resources: functions,
    absent: /^ResourceNotFoundException$/,
  });
}

/** Of Lambda. */
export const functionReads = {
  'lambda:GetFunctionConfiguration': of<
    GetFunctionConfigurationCommandInput,
    GetFunctionConfigurationCommandOutput
  >('GetFunctionConfiguration'),
  'lambda:GetPolicy': of<GetPolicyCommandInput, GetPolicyCommandOutput>('GetPolicy'),
};
