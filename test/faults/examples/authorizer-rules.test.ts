import { describeFaults } from '../describe-faults';
import { authorizerRulesFaults } from './authorizer-rules';

describeFaults('faults of the example authorizer-rules', authorizerRulesFaults);
