"""The program that shows views by name, worked through a pipe."""
import subprocess
import threading

from tree import PATIENCE, wait_for


class Gallery:
    def __init__(self, path, *options):
        self.process = subprocess.Popen([path, "--still", *options, "--size", "1080x1920"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, bufsize=1)
        self.said = []
        threading.Thread(target=self.listen, daemon=True).start()
        wait_for("the first frame", lambda: "ready" in self.said)

    def listen(self):
        for line in self.process.stdout:
            self.said.append(line.strip())

    def show(self, view, language="ja"):
        self.process.stdin.write(f"{view} {language}\n")
        self.process.stdin.flush()

    def heard(self, line):
        wait_for(line, lambda: line in self.said)
        self.said.remove(line)

    def close(self):
        self.process.stdin.close()
        return self.process.wait(PATIENCE)
