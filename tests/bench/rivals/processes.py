"""A program with all its children: memory, processor time, wake-ups."""
import os
import signal
import subprocess
import time


def _stat(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()


class Program:
    def __init__(self, command, environment):
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def pids(self):
        parent, session = {}, {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    fields = _stat(name)
                except OSError:
                    continue
                parent[int(name)], session[int(name)] = int(fields[1]), int(fields[3])
        found, grown = {self.process.pid}, True
        while grown:
            new = {p for p in parent if p not in found and (parent[p] in found or session[p] == self.process.pid)}
            found |= new
            grown = bool(new)
        return found

    def pss_mib(self):
        total = 0
        for pid in self.pids():
            try:
                with open(f"/proc/{pid}/smaps_rollup") as file:
                    total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
            except OSError:
                pass
        return total / 1024

    def activity(self):
        """Seconds on the processor and times scheduled, of all threads so far."""
        seconds = times = 0
        for pid in self.pids():
            try:
                for thread in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{thread}/schedstat") as file:
                        fields = file.read().split()
                    seconds += int(fields[0]) / 1e9
                    times += int(fields[2])
            except OSError:
                pass
        return seconds, times

    def stop(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.pids():
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                continue
            time.sleep(0.2)
