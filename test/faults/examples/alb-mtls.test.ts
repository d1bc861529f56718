import { describeFaults } from '../describe-faults';
import { albMtlsFaults } from './alb-mtls';

describeFaults('faults of the example alb-mtls', albMtlsFaults);
