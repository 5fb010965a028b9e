import Testing
import Tools
import Wire

/// Whether programs can be run in the sandbox on this machine.
enum SandboxHere {
    static let works = (try? CodeSandbox().run("print(1)", in: .python))?.output == "1\n"
}

/// Ways out of the sandbox, each tried: what a program prints is what it got.
@Suite(.serialized, .enabled("bubblewrap, or what it needs of this machine, is missing") { SandboxHere.works })
struct SandboxTests {
    private static var quick: CodeSandbox {
        var limits = CodeLimits()
        limits.wallTime = .seconds(2)
        return CodeSandbox(limits: limits)
    }

    /// Prints OUT for each attempt that succeeds, and at the end that it has tried them.
    private static func attempts(_ lines: [String]) -> String {
        """
        import os, sys, ctypes, socket
        libc = ctypes.CDLL(None, use_errno=True)
        def attempt(name, body):
            try:
                body()
            except BaseException as error:
                return
            print("OUT", name)
        def call(*numbers):
            if libc.syscall(*numbers) < 0: raise OSError(ctypes.get_errno())
        \(lines.map { "attempt(\(literal($0)), lambda: \($0))" }.joined(separator: "\n"))
        print("tried")
        """
    }

    private static func literal(_ text: String) -> String { "r'''\(text)'''" }

    @Test(
        "nothing gets out",
        arguments: [
            (
                "network",
                [
                    "socket.create_connection(('1.1.1.1', 53), 1)", "socket.create_connection(('127.0.0.1', 22), 1)",
                    "socket.getaddrinfo('example.org', 80)", "socket.socket(socket.AF_UNIX).connect('\\0/tmp/.X11-unix/X0')",
                    "socket.socket(socket.AF_UNIX)", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
                    "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "socket.socket(socket.AF_VSOCK).connect((2, 1))",
                ]
            ),
            (
                "files of the machine",
                [
                    "open('/etc/passwd').read()", "open('/etc/shadow').read()", "open('/root/.bashrc').read()", "os.listdir('/etc')",
                    "os.listdir('/root')", "os.listdir('/var')", "os.listdir('/sys')", "os.listdir('/run')", "os.listdir('/usr/share')",
                    "open('/usr/bin/bash', 'rb').read(1)", "open('/usr/lib/escape', 'w')", "open('/escape', 'w')",
                    "open('/dev/escape', 'w')",
                    "open('/code/main.py', 'w')", "os.remove('/code/main.py')", "open('/dev/sda', 'rb')", "open('/dev/mem', 'rb')",
                    "open('/dev/kmsg')",
                    "open('/dev/tty', 'w')", "os.listdir('/dev/pts')", "os.listdir('/dev/shm')",
                ]
            ),
            (
                "paths and links",
                [
                    "open('/home/sandbox/../../../etc/passwd')", "os.symlink('/etc/passwd', 'a') or open('a')",
                    "os.symlink('/proc/1/root', 'b') or os.listdir('b')", "os.link('/usr/lib/os-release', 'c')", "os.chroot('/tmp')",
                    "os.mknod('d', 0o20666, os.makedev(1, 1)) or open('d')", "[os.chdir('..') for _ in range(9)] and open('etc/passwd')",
                ]
            ),
            (
                "processes",
                [
                    "open('/proc/self/status')", "os.listdir('/proc')", "open('/proc/1/environ')", "call(101, 16, 1, 0, 0)",
                    "os.kill(2**22 - 1, 0)",
                    "os.setpriority(os.PRIO_PROCESS, 0, -5)", "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
                    "call(310, 1, 0, 0, 0, 0, 0)",
                    "call(438, 1, 0, 0)",
                ]
            ),
            (
                "rights",
                [
                    "os.setuid(0)", "os.setgid(0)", "os.setgroups([0])", "call(165, b'none', b'/tmp', b'tmpfs', 0, 0)",
                    "call(272, 0x10000000)",
                    "call(272, 0x20000)", "call(308, 0, 0)", "call(155, b'/tmp', b'/tmp')", "call(250, 0, 0, 0, 0, 0)",
                    "call(321, 0, 0, 0)",
                    "call(298, 0, 0, 0, 0, 0)", "call(425, 8, 0)", "call(323, 0)", "call(246, 0, 0, 0, 0)", "call(169, 0, 0, 0, 0)",
                    "os.chmod('/home/sandbox', 0o4777) or os.setresuid(0, 0, 0)", "call(170, b'x', 1)", "call(227, 0, 0)",
                    "__import__('resource').setrlimit(__import__('resource').RLIMIT_NPROC, (9999, 9999))", "call(0x40000000 | 41, 2, 1, 0)",
                ]
            ),
            (
                "memory that no limit counts",
                [
                    "call(319, b'x', 0)", "call(447, 0)", "call(29, 0, 1 << 20, 0o1600)", "call(240, b'/q', 0o102, 0o600, 0)",
                    "call(68, 0, 0o1600)",
                ]
            ),
            (
                "what we have open and know",
                [
                    "os.fstat(3)", "os.fstat(4)", "os.fstat(5)", "[os.fstat(n) for n in range(6, 64)]", "os.environ['USER']",
                    "os.environ['SSH_AUTH_SOCK']",
                ]
            ),
        ])
    func nothingGetsOut(_ name: String, _ lines: [String]) throws {
        let run = try CodeSandbox().run(Self.attempts(lines), in: .python)
        #expect(run.output == "tried\n", "\(name): \(run.output)\(run.errors)")
    }

    @Test("the environment holds five names and nothing of ours")
    func environment() throws {
        let run = try CodeSandbox().run("import os; print(sorted(os.environ))", in: .python)
        #expect(run.output == "['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TZ']\n")
    }

    @Test("a fork bomb stays small and ends with the program's time")
    func forkBomb() throws {
        let run = try Self.quick.run(
            """
            import os, time
            started = 0
            while True:
                try:
                    if os.fork() == 0: started = 0
                    else: started += 1
                except OSError:
                    open('most', 'a').write('x')
                    if len(open('most').read()) > 100: time.sleep(60)
            """, in: .python)
        #expect(run.end == .timeLimit)
        #expect(run.duration < .seconds(6))
    }

    @Test("processes are bounded")
    func processes() throws {
        let run = try CodeSandbox().run(
            """
            import os, time
            n = 0
            try:
                while n < 100:
                    if os.fork() == 0: time.sleep(30); os._exit(0)
                    n += 1
            except OSError: pass
            print(n < 10)
            """, in: .python)
        #expect(run.output == "True\n")
        #expect(run.duration < .seconds(5))
    }

    @Test(
        "memory is bounded, in one process or in several",
        arguments: [
            "a = bytearray(1 << 30)", "a = []\nwhile True: a.append(bytearray(1 << 20))",
            "import mmap\na = [mmap.mmap(-1, 40 << 20) for _ in range(12)]\nfor m in a: m.write(b'x' * (40 << 20))\nprint('OUT')",
            """
            import os, time
            for _ in range(4):
                # Where there may be no more of them, those there are go on.
                try: os.fork()
                except OSError: pass
            a = bytearray(120 << 20)
            time.sleep(20)
            print('OUT')
            """,
        ])
    func memory(_ code: String) throws {
        let run = try Self.quick.run(code, in: .python)
        #expect(run.end == .memoryLimit || (run.end == .exited && run.status != 0), "\(run)")
        #expect(!run.output.contains("OUT"))
    }

    @Test("the disk is bounded", arguments: ["/home/sandbox", "/tmp"])
    func disk(_ folder: String) throws {
        let run = try CodeSandbox().run(
            """
            total = 0
            try:
                for n in range(100):
                    with open(f'\(folder)/{n}', 'wb') as file:
                        for _ in range(8): total += file.write(b'x' * (1 << 20))
            except OSError: pass
            print(total <= 40 << 20)
            """, in: .python)
        #expect(run.output == "True\n")
    }

    @Test("a flood of output is cut, and ends the program")
    func flood() throws {
        let run = try CodeSandbox().run("while True: print('x' * 1000)", in: .python)
        #expect(run.end == .outputLimit && run.isCut)
        #expect(run.output.utf8.count <= CodeLimits().keptOutput)
    }

    @Test("nothing of it lives on after its time, also in sessions of its own and with signals ignored")
    func leftBehind() throws {
        let run = try Self.quick.run(
            """
            import os, signal, time
            for number in range(1, 32):
                try: signal.signal(number, signal.SIG_IGN)
                except OSError: pass
            for _ in range(3):
                if os.fork() == 0:
                    os.setsid()
                    while True: time.sleep(1)
            while True: time.sleep(1)
            """, in: .python)
        #expect(run.end == .timeLimit)
        #expect(Programs.inSandbox == 0)
    }

    @Test("cancelling ends it")
    func cancelled() throws {
        let run = try CodeSandbox().run("while True: pass", in: .python, isCancelled: { true })
        #expect(run.end == .cancelled)
    }

    @Test("what it prints, reads and how it ends comes back")
    func ordinary() throws {
        let run = try CodeSandbox().run(
            "import sys, math; print(sum(map(int, sys.stdin.read().split())), math.pi)\nsys.exit(3)", in: .python, input: "1 2 3")
        #expect(run.output == "6 3.141592653589793\n" && run.status == 3 && run.end == .exited)
        #expect(try CodeSandbox().run("1/0", in: .python).errors.contains("ZeroDivisionError"))
    }

    @Test(
        "JavaScript runs in the same way",
        .enabled("nodejs is not installed") { CodeSandbox().missing(for: .javascript) == nil },
        arguments: [
            ("console.log([3,1,2].sort().join())", "1,2,3\n"),
            ("try { require('fs').readFileSync('/etc/passwd'); console.log('OUT') } catch { console.log('no') }", "no\n"),
            ("require('net').connect(53, '1.1.1.1').on('connect', () => console.log('OUT')).on('error', () => console.log('no'))", "no\n"),
            ("console.log(Object.keys(process.env).includes('USER'))", "false\n"),
        ])
    func javascript(_ code: String, _ output: String) throws {
        let run = try CodeSandbox().run(code, in: .javascript)
        #expect(run.output == output, "\(run.errors)")
    }

    @Test("a JavaScript hog ends", .enabled("nodejs is not installed") { CodeSandbox().missing(for: .javascript) == nil })
    func javascriptMemory() throws {
        let run = try CodeSandbox().run("const a = []; while (true) a.push(Buffer.alloc(1 << 20, 1))", in: .javascript)
        #expect(run.end == .memoryLimit || run.status != 0)
    }
}
