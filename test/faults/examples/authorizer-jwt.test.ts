import { describeFaults } from '../describe-faults';
import { authorizerJwtFaults } from './authorizer-jwt';

describeFaults('faults of the example authorizer-jwt', authorizerJwtFaults);
