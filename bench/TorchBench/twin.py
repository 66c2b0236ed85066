"""The same trainings with Python's torch: reads the weights and data that the C# side wrote and obeys the same commands.

twin.py --workload NAME --file FILE --threads N --device DEVICE --batch N --precision fp32|tf32
"""
import json
import resource
import sys
import time
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as F


def read(path):
    """One line of JSON, a list of name, type and shape; then the bytes of each, one after the other."""
    kinds = {"f32": (torch.float32, 4), "i64": (torch.int64, 8)}
    tensors = OrderedDict()
    with open(path, "rb") as file:
        for entry in json.loads(file.readline()):
            kind, size = kinds[entry["kind"]]
            count = 1
            for length in entry["shape"]:
                count *= length
            data = bytearray(file.read(count * size))
            tensors[entry["name"]] = torch.frombuffer(data, dtype=kind).clone().reshape(entry["shape"])
    return tensors


def mlp():
    return nn.Sequential(OrderedDict(
        flatten=nn.Flatten(),
        first=nn.Linear(784, 128), relu1=nn.ReLU(),
        second=nn.Linear(128, 64), relu2=nn.ReLU(),
        last=nn.Linear(64, 10)))


def cnn():
    return nn.Sequential(OrderedDict(
        conv1=nn.Conv2d(1, 32, 3, padding=1), norm1=nn.BatchNorm2d(32), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(32, 64, 3, padding=1), norm2=nn.BatchNorm2d(64), relu2=nn.ReLU(), pool2=nn.MaxPool2d(2),
        flatten=nn.Flatten(),
        hidden=nn.Linear(3136, 128), relu3=nn.ReLU(),
        last=nn.Linear(128, 10)))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = None
        if inputs != outputs or stride != 1:
            self.shortcut = nn.Sequential(OrderedDict(
                conv=nn.Conv2d(inputs, outputs, 1, stride, bias=False), bn=nn.BatchNorm2d(outputs)))

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)), inplace=True)
        out = self.bn2(self.conv2(out))
        out += x if self.shortcut is None else self.shortcut(x)
        return F.relu(out, inplace=True)


def resnet18():
    def stage(inputs, outputs, stride):
        return nn.Sequential(Block(inputs, outputs, stride), Block(outputs, outputs, 1))

    extractor = nn.Sequential(OrderedDict(
        conv1=nn.Conv2d(3, 64, 3, 1, 1, bias=False), bn1=nn.BatchNorm2d(64), relu1=nn.ReLU(inplace=True),
        layer1=stage(64, 64, 1), layer2=stage(64, 128, 2), layer3=stage(128, 256, 2), layer4=stage(256, 512, 2),
        pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten()))
    return nn.Sequential(OrderedDict(extractor=extractor, head=nn.Linear(512, 10)))


class Trainer:
    def __init__(self, workload, tensors, device, batch):
        network, _, optimizer = workload.partition("-")
        self.net = {"mlp": mlp, "cnn": cnn, "resnet18": resnet18}[network]()
        self.net.load_state_dict(OrderedDict((k, v) for k, v in tensors.items() if not k.startswith("data.")))
        self.net.to(device).train()
        self.check_optimizer = self.make(optimizer)
        self.optimizer = None if optimizer == "" else self.check_optimizer
        x, y = tensors["data.x"].to(device), tensors["data.y"].to(device)
        self.batches = list(zip(x.split(batch), y.split(batch)))
        self.next = 0

    def make(self, name):
        if name == "adam":
            return torch.optim.Adam(self.net.parameters(), 1e-3)
        return torch.optim.SGD(self.net.parameters(), 0.01, momentum=0.9)

    def step(self, optimizer):
        x, y = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        loss = F.cross_entropy(self.net(x), y)
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        if optimizer is not None:
            optimizer.step()
        return loss

    def check(self, steps):
        return [self.step(self.check_optimizer).item() for _ in range(steps)]

    def run(self, steps):
        for _ in range(steps):
            loss = self.step(self.optimizer)
        return loss.item()


class TinyAdd:
    """a + b of four elements, made and freed."""

    def __init__(self):
        self.a, self.b = torch.ones(4), torch.full((4,), 2.0)

    def check(self, steps):
        return [(self.a + self.b).sum().item() for _ in range(steps)]

    def run(self, steps):
        a, b = self.a, self.b
        for _ in range(steps):
            a + b
        return (a + b).sum().item()


def main():
    options = dict(zip((name[2:] for name in sys.argv[1::2]), sys.argv[2::2]))
    torch.set_num_threads(int(options["threads"]))
    device = torch.device(options["device"])
    if device.type == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = options["precision"] == "tf32"
    name = options["workload"]
    if name.startswith("add"):
        subject = TinyAdd()
    else:
        subject = Trainer(name, read(options["file"]), device, int(options["batch"]))

    def answer(**values):
        print(json.dumps(values), flush=True)

    def finished():
        if device.type == "cuda":
            torch.cuda.synchronize(device)

    answer(version=torch.__version__)
    for line in sys.stdin:
        command, count = line.split()
        if command == "check":
            answer(losses=subject.check(int(count)))
        elif command == "run":
            finished()
            faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            wall, cpu = time.perf_counter(), time.process_time()
            loss = subject.run(int(count))
            finished()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            answer(cpu=cpu, wall=wall, loss=loss, faults=resource.getrusage(resource.RUSAGE_SELF).ru_minflt - faults)


main()
