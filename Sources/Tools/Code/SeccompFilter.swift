/// The system calls a sandboxed program does not get: those that reach the network or another process, mount, load code into the kernel, or take
/// memory that no limit counts. A classic BPF program as the kernel reads it.
enum SeccompFilter {
    #if arch(x86_64)
    private static let architecture: UInt32 = 0xC000_003E
    private static let refused: [UInt32] = [
        // socket, shmget, shmat, semget, msgget, mq_open, memfd_create, memfd_secret
        41, 29, 30, 64, 68, 240, 319, 447,
        // ptrace, process_vm_readv, process_vm_writev, kcmp, pidfd_getfd
        101, 310, 311, 312, 438,
        // mount, umount2, pivot_root, chroot, open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr, unshare, setns
        165, 166, 155, 161, 428, 429, 430, 431, 432, 433, 442, 272, 308,
        // add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, io_uring_setup, io_uring_enter, io_uring_register, io_setup
        248, 249, 250, 321, 298, 323, 425, 426, 427, 206,
        // kexec_load, kexec_file_load, init_module, finit_module, delete_module, name_to_handle_at, open_by_handle_at, fanotify_init
        246, 320, 175, 313, 176, 303, 304, 300,
        // quotactl, acct, swapon, swapoff, reboot, syslog, personality, mknod, mknodat, vmsplice, modify_ldt, iopl, ioperm
        179, 163, 167, 168, 169, 103, 135, 133, 259, 278, 154, 172, 173,
        // clock_settime, settimeofday, adjtimex, sethostname, setdomainname
        227, 164, 159, 170, 171,
    ]
    #elseif arch(arm64)
    private static let architecture: UInt32 = 0xC000_00B7
    /// In the same order; what that kernel does not have is left out.
    private static let refused: [UInt32] = [
        198, 194, 196, 190, 186, 180, 279, 447,
        117, 270, 271, 272, 438,
        40, 39, 41, 51, 428, 429, 430, 431, 432, 433, 442, 97, 268,
        217, 218, 219, 280, 241, 282, 425, 426, 427, 0,
        104, 294, 105, 273, 106, 264, 265, 262,
        60, 89, 224, 225, 142, 116, 92, 33, 75,
        112, 170, 171, 161, 162,
    ]
    #endif

    /// The program's bytes.
    static var program: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ code: UInt16, _ yes: Int, _ no: Int, _ value: UInt32) {
            // Little-endian, as both machines are.
            bytes += [UInt8(code & 0xFF), UInt8(code >> 8), UInt8(yes), UInt8(no)]
            for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
        }
        let (load, equal, atLeast, give): (UInt16, UInt16, UInt16, UInt16) = (0x20, 0x15, 0x35, 0x06)
        let (kill, allow, refuse): (UInt32, UInt32, UInt32) = (0x8000_0000, 0x7FFF_0000, 0x0005_0001)
        add(load, 0, 0, 4)
        add(equal, 1, 0, architecture)
        add(give, 0, 0, kill)
        add(load, 0, 0, 0)
        // The second set of numbers that x86 has.
        add(atLeast, refused.count + 1, 0, 0x4000_0000)
        for (index, call) in refused.enumerated() { add(equal, refused.count - index, 0, call) }
        add(give, 0, 0, allow)
        add(give, 0, 0, refuse)
        return bytes
    }
}
