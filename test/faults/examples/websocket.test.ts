import { describeFaults } from '../describe-faults';
import { websocketFaults } from './websocket';

describeFaults('WebSocket APIs', websocketFaults);
