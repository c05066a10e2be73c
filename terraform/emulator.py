"""An AWS on this machine for terraform/prove: moto's server, with what the provider asks for and moto has not.

Prints the address on which it listens, and serves until it is ended. Needs moto with its server: pip install 'moto[server]'.
"""

import json
import signal

from moto.awslambda.models import LambdaFunction
from moto.server import ThreadedMotoServer
from moto.stepfunctions.responses import StepFunctionResponse

# The provider asks both of every state machine.
StepFunctionResponse.validate_state_machine_definition = lambda self: json.dumps({"result": "OK", "diagnostics": []})
StepFunctionResponse.list_state_machine_versions = lambda self: json.dumps({"stateMachineVersions": []})

made, described = LambdaFunction.__init__, LambdaFunction.get_configuration


def make(self, account_id, spec, *more, **named):
    made(self, account_id, spec, *more, **named)
    self.asked_for = spec


def describe(self, *more, **named):
    """With the key, the snapshot and the log that were asked for, which moto forgets."""
    answer = described(self, *more, **named)
    if "KMSKeyArn" in self.asked_for:
        answer["KMSKeyArn"] = self.asked_for["KMSKeyArn"]
    if "SnapStart" in self.asked_for:
        answer["SnapStart"] = {**self.asked_for["SnapStart"], "OptimizationStatus": "On"}
    if "LoggingConfig" in self.asked_for:
        answer["LoggingConfig"] = {"LogGroup": f"/aws/lambda/{self.function_name}", **self.asked_for["LoggingConfig"]}
    return answer


LambdaFunction.__init__, LambdaFunction.get_configuration = make, describe

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://127.0.0.1:%d" % server.get_host_and_port()[1], flush=True)
signal.pause()
