"""Why the system could not open or write a file, in both languages."""

import errno
import socket

from mamori_filter.refusals import Text

_CAUSES = {
    errno.ENOENT: Text("ファイルまたはフォルダーがありません", "no such file or folder"),
    errno.EACCES: Text("権限がありません", "permission denied"),
    errno.EPERM: Text("許可されていない操作です", "the operation is not permitted"),
    errno.EISDIR: Text("フォルダーです", "it is a folder"),
    errno.ENOTDIR: Text(
        "途中の名前がフォルダーではありません", "a part of its path is not a folder"
    ),
    errno.EEXIST: Text("同じ名前のものが既にあります", "something of that name is there already"),
    errno.ENOSPC: Text("空き容量がありません", "no space left on the device"),
    errno.EDQUOT: Text("割り当て容量を超えました", "the disk quota is used up"),
    errno.EROFS: Text("読み取り専用の場所です", "the place is read-only"),
    errno.EFBIG: Text("ファイルが大きすぎます", "the file is too large"),
    errno.ENAMETOOLONG: Text("名前が長すぎます", "the name is too long"),
    errno.ELOOP: Text("リンクが循環しています", "its links lead in a circle"),
    errno.EIO: Text("入出力の誤りが起きました", "an input/output error"),
    errno.EMFILE: Text("開いているファイルが多すぎます", "too many open files"),
    errno.ENODEV: Text("この種類のファイルは使えません", "not for files of this kind"),
    errno.ETXTBSY: Text("使用中のファイルです", "the file is in use"),
    errno.EADDRINUSE: Text("既に使われています", "the address is already in use"),
    errno.EADDRNOTAVAIL: Text("この機器のアドレスではありません", "not an address of this machine"),
    socket.EAI_NONAME: Text("その名前のホストが見つかりません", "no host of that name is found"),
    socket.EAI_AGAIN: Text("名前を調べられませんでした", "the name could not be looked up"),
}


def cause(error: Exception) -> Text:
    """Of an ``OSError``, why; of another error (a name with a null character), that the name is none. Never the
    error's own text, which repeats the name."""
    number = getattr(error, "errno", None)
    if number is None:
        return Text("使えない名前です", "no such name")
    return _CAUSES.get(number) or Text(f"システムの誤り{number}番", f"system error {number}")
