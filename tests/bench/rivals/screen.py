"""A virtual screen of 1080 x 1920 whose memory is read directly, and a pointer on it: any toolkit is seen and touched alike."""
import ctypes
import mmap
import os
import random
import struct
import subprocess
import time

WIDTH, HEIGHT = 1080, 1920
HEADER = 160  # rows with the clock: never compared


class Screen:
    def __init__(self, folder):
        reading, writing = os.pipe()
        os.makedirs(folder, exist_ok=True)
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder, "-nolisten", "tcp",
             "-nocursor"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = ":" + answer.readline().strip()
        with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.memory[:100])  # XWD: header size, ..., bytes a line (12), colours (19)
        self.start, self.stride = header[0] + header[19] * 12, header[12]
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.connection = ctypes.c_void_p(self.x11.XOpenDisplay(self.display.encode()))

    def close(self):
        self.x11.XCloseDisplay(self.connection)
        self.server.terminate()
        self.server.wait()

    def pixel(self, place):
        return self.memory[place:place + 3]

    def rows(self, x0, y0, x1, y1, step=1):
        return b"".join(self.memory[self.start + y * self.stride + x0 * 4:self.start + y * self.stride + x1 * 4]
                        for y in range(y0, y1, step))

    def picture(self):
        return self.memory[self.start:self.start + self.stride * HEIGHT]

    def settled(self, seconds=1.0, limit=30.0):
        """The picture once nothing below the header has changed for so long."""
        begin = since = time.monotonic()
        last = self.rows(0, HEADER, WIDTH, HEIGHT, 4)
        while time.monotonic() - since < seconds:
            if time.monotonic() - begin > limit:
                raise RuntimeError("the picture never comes to rest")
            time.sleep(0.05)
            now = self.rows(0, HEADER, WIDTH, HEIGHT, 4)
            if now != last:
                last, since = now, time.monotonic()
        return self.picture()

    def shown(self, blank, limit=30.0):
        """Waits for another picture than `blank`."""
        end = time.monotonic() + limit
        while self.picture() == blank:
            if time.monotonic() > end:
                raise RuntimeError("nothing appeared")
            time.sleep(0.1)

    def move(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.connection, -1, x, y, 0)
        self.x11.XSync(self.connection, 0)

    def press(self, down):
        self.xtst.XTestFakeButtonEvent(self.connection, 1, int(down), 0)
        self.x11.XFlush(self.connection)

    def tap(self, x, y, held=0.06):
        self.move(x, y)
        self.press(True)
        time.sleep(held)
        self.press(False)


class Likeness:
    """Pixels that tell one picture from another: all right means that the picture is there, complete."""

    def __init__(self, screen, wanted, other, count=600):
        self.screen = screen
        chosen = random.Random(1)
        places = []
        for _ in range(400000):
            offset = chosen.randrange(HEADER, HEIGHT) * screen.stride + chosen.randrange(WIDTH) * 4
            if wanted[offset:offset + 3] != other[offset:offset + 3]:
                places.append((screen.start + offset, wanted[offset:offset + 3]))
                if len(places) == count:
                    break
        if len(places) < 50:
            raise RuntimeError("the two pictures are alike")
        self.places = places

    def seen(self):
        pixel = self.screen.pixel
        return all(pixel(place) == color for place, color in self.places)

    def wait(self, limit=20.0):
        """Seconds on the monotonic clock when it was seen."""
        end = time.monotonic() + limit
        while not self.seen():
            if time.monotonic() > end:
                raise RuntimeError("the page did not appear")
            time.sleep(0.0001)
        return time.monotonic()
