"""All keys in one table: bindings, the line of keys, the palette and the help come from it."""

from __future__ import annotations

import msgspec
from textual.binding import Binding


class Action(msgspec.Struct, frozen=True):
    """A thing a person can do on a screen: the method `action_<name>`, its keys, what it does.

    `weight` orders the line of keys, 1 first; 0 keeps the action out of it. `shown`
    is how the keys are printed. An action without a name is done by the widget that
    has the focus and stands here for the help only.
    """

    name: str
    keys: str
    label: str
    explanation: str
    group: str = "其他"
    weight: int = 0
    shown: str = ""

    def binding(self) -> Binding:
        """The Textual binding of this action."""
        return Binding(self.keys, self.name, self.label, show=False)


def bindings(actions: tuple[Action, ...]) -> list[Binding]:
    """Textual bindings for a table of actions."""
    return [action.binding() for action in actions if action.name and action.keys]


HELP_KEYS = "question_mark,fullwidth_question_mark,f1"

COMMON = (
    Action("show_help", HELP_KEYS, "帮助", "显示全部按键", "其他", 2, "?"),
    Action("app.command_palette", "ctrl+p", "命令", "按名称查找并执行命令", "其他", 0, "Ctrl+P"),
    Action("app.next_theme", "f2", "配色", "换一种配色（深色、浅色、高对比）", "其他", 0, "F2"),
    Action("app.quit", "ctrl+q", "退出", "退出程序，所有决定都已保存", "其他", 0, "Ctrl+Q"),
)

MOVING = (
    Action("", "", "移动", "在列表中移动；在页面上滚动", "移动", 0, "↑ ↓ j k"),
    Action("", "", "翻屏", "前后翻一屏，到头、到尾", "移动", 0, "PgUp PgDn Home End"),
)

SHEETS = (
    Action("sheet('conditions')", "1", "条件", "条件速览、评分范围、核减影响", "专表", 0, "1"),
    Action("sheet('ties')", "2", "勾稽", "同一数据在四处材料中的比较", "专表", 0, "2"),
    Action("sheet('links')", "3", "关联", "研发活动、知识产权、产品、成果转化的对应关系", "专表", 0, "3"),
    Action("sheet('coverage')", "4", "材料", "材料是否齐全", "专表", 0, "4"),
    Action("sheet('questions')", "5", "提问", "当面要问的问题和回答", "专表", 0, "5"),
    Action("sheet('rounds')", "6", "轮次", "与上一轮相比的变化", "专表", 0, "6"),
    Action("sheet('session')", "7", "会谈", "一对一会谈的步骤、计时和未完成事项", "专表", 0, "7"),
    Action("", "", "专表", "", "", 12, "1-7"),
)

SESSION = (
    Action("toggle_timer", "t", "计时", "开始或暂停会谈计时", "会谈", 0, "t"),
    Action("show_large", "b", "大字", "大字显示，供企业人员观看，不含内部批注", "会谈", 15, "b"),
    Action("write_opinion", "w", "意见书", "生成预审意见书（DOCX）", "会谈", 14, "w"),
    Action("write_copies", "W", "批注副本", "生成带批注的文件副本", "会谈", 0, "W"),
)

DECIDING = (
    Action("confirm", "space", "确认", "确认问题成立", "决定", 3, "␣"),
    Action("set_aside", "d", "不成立", "认定不成立，须填写理由", "决定", 4, "d"),
    Action("explained", "e", "已说明", "企业已作说明，予以接受", "决定", 5, "e"),
    Action("comment", "c", "批注", "写一条批注", "决定", 6, "c"),
    Action("add_own", "a", "补充", "补充一个自己发现的问题", "决定", 13, "a"),
    Action("reopen", "x", "撤回", "撤回对该问题的决定；补充的问题则删除", "决定", 0, "x"),
    Action("undo", "u", "撤销", "撤销上一步", "决定", 9, "u"),
    Action("redo", "ctrl+r", "重做", "重做撤销的一步", "决定", 0, "Ctrl+R"),
)

PAGING = (
    Action("", "", "出处", "", "原件", 7, ", ."),
    Action("", "", "翻页", "", "原件", 10, "[ ]"),
    Action("next_place", "full_stop,ideographic_full_stop", "下一处", "看下一处出处", "原件", 0, "."),
    Action("previous_place", "comma,fullwidth_comma", "上一处", "看上一处出处", "原件", 0, ","),
    Action("turn_page(1)", "right_square_bracket", "后页", "翻到后一页", "原件", 0, "]"),
    Action("turn_page(-1)", "left_square_bracket", "前页", "翻到前一页", "原件", 0, "["),
    Action("zoom(1)", "plus,equals_sign", "放大", "页面画得更宽", "原件", 0, "+"),
    Action("zoom(-1)", "minus", "缩小", "页面画得更窄", "原件", 0, "-"),
    Action("zoom(0)", "0", "原大", "页面恢复原来的宽度", "原件", 0, "0"),
    Action("show_picture", "i", "图像", "看该处的图像", "原件", 11, "i"),
    Action("findings_here", "p", "本页问题", "列出当前页上的全部问题", "原件", 0, "p"),
    Action("go_to_page", "g", "跳到页", "跳到任一文件的任一页", "原件", 0, "g"),
    Action("copy", "y", "复制", "复制当前内容到剪贴板", "原件", 0, "y"),
)

REVIEW = (
    *DECIDING,
    *PAGING,
    Action("spread", "z,enter", "放大", "整屏显示两处原件", "原件", 0, "z"),
    Action("next_pane", "tab", "面板", "换到下一个面板", "移动", 8, "Tab"),
    Action("previous_pane", "shift+tab", "面板", "换到上一个面板", "移动", 0, "Shift+Tab"),
    Action("toggle_sections", "s", "目录", "显示或隐藏目录", "移动", 16, "s"),
    Action("search", "slash,fullwidth_solidus", "查找", "在问题、数据和页面文字中查找", "移动", 8, "/"),
    Action("filter", "f", "筛选", "按级别、文件、是否已处理筛选", "移动", 17, "f"),
    Action("cycle_verdicts", "v", "范围", "依次显示：待处理、问题、未能核对、通过、全部", "移动", 18, "v"),
    *MOVING,
    *SHEETS,
    *SESSION,
    Action("reread", "r", "重读", "重新读取材料并核对", "其他", 0, "r"),
    Action("open_other", "o", "打开", "打开另一份材料", "其他", 19, "o"),
    Action("leave", "escape,q", "返回", "返回上一屏", "其他", 0, "Esc q"),
    *COMMON,
)
"""Keys of the review screen."""

SPREAD = (
    *PAGING,
    Action("next_pane", "tab", "另一页", "换到另一页", "移动", 8, "Tab"),
    *MOVING,
    Action("leave", "escape,q,z", "返回", "返回上一屏", "其他", 1, "Esc"),
    *COMMON,
)
"""Keys of two pages side by side."""

SHEET = (
    Action("", "", "原件", "整屏显示该行数据所在的页", "原件", 3, "Enter"),
    *MOVING,
    *SHEETS,
    Action("write_answer", "a", "回答", "记录回答（提问表）", "会谈", 6, "a"),
    Action("tick", "space", "完成", "标记该步骤已完成（会谈表）", "会谈", 7, "␣"),
    *SESSION,
    Action("undo", "u", "撤销", "撤销上一步", "决定", 9, "u"),
    Action("redo", "ctrl+r", "重做", "重做撤销的一步", "决定", 0, "Ctrl+R"),
    Action("copy", "y", "复制", "复制该行到剪贴板", "原件", 0, "y"),
    Action("leave", "escape,q", "返回", "返回原处", "其他", 1, "Esc"),
    *COMMON,
)
"""Keys of the sheets."""

QUEUE = (
    Action("", "", "打开", "打开所选企业", "打开", 1, "Enter"),
    *MOVING,
    Action("sort", "s", "排序", "依次按轻重、名称、未处理、最近查看排序", "打开", 3, "s"),
    Action("search", "slash,fullwidth_solidus,f", "筛选", "按名称或结论筛选", "打开", 4, "/"),
    Action("read_rest", "b", "逐家预审", "在后台依次预审尚未预审的企业", "打开", 5, "b"),
    Action("refresh_rows", "r", "刷新", "重新列出", "其他", 6, "r"),
    Action("open_other", "o", "打开其他", "打开另一份材料", "打开", 7, "o"),
    Action("leave", "escape,q", "返回", "返回上一屏", "其他", 8, "Esc"),
    *COMMON,
)
"""Keys of the queue."""

OPENING = (
    Action("", "", "打开", "打开所选材料", "打开", 1, "Enter"),
    *MOVING,
    Action("next_pane", "tab", "面板", "路径、最近、文件夹之间切换", "移动", 3, "Tab"),
    Action("open_as_queue", "b", "多家企业", "把所选文件夹当作多家企业的材料打开", "打开", 4, "b"),
    Action("up_folder", "backspace", "上一级", "到上一级文件夹", "打开", 5, "⌫"),
    Action("leave", "escape,q", "退出", "返回上一屏，没有上一屏时退出", "其他", 6, "q"),
    *COMMON,
)
"""Keys of the first screen."""

READING = (
    Action("", "", "先看", "先看所选的初步发现及其原件", "打开", 3, "Enter"),
    *MOVING,
    Action("next_pane", "tab", "面板", "在文件和初步发现之间切换", "移动", 5, "Tab"),
    Action("skip_file", "x,delete", "跳过文件", "跳过所选文件尚未读取的部分，按未读取处理", "打开", 4, "x"),
    Action("cancel", "escape,q", "取消", "停止读取，返回", "其他", 1, "Esc"),
    *COMMON,
)
"""Keys while a package is read."""

LARGE = (
    Action("next_finding", "down,j,right,space,pagedown", "下一项", "下一个问题", "移动", 1, "↓"),
    Action("previous_finding", "up,k,left,pageup", "上一项", "上一个问题", "移动", 3, "↑"),
    Action("toggle_timer", "t", "计时", "开始或暂停会谈计时", "会谈", 4, "t"),
    Action("leave", "escape,q,b", "返回", "返回上一屏", "其他", 5, "Esc"),
    *COMMON,
)
"""Keys of the large-type view."""

PICTURE = (
    Action("zoom(1)", "plus,equals_sign", "放大", "放大", "原件", 3, "+"),
    Action("zoom(-1)", "minus", "缩小", "缩小", "原件", 4, "-"),
    Action("pan(-1,0)", "left,h", "左", "向左移", "移动", 0, "←"),
    Action("pan(1,0)", "right,l", "右", "向右移", "移动", 0, "→"),
    Action("pan(0,-1)", "up,k", "上", "向上移", "移动", 0, "↑"),
    Action("pan(0,1)", "down,j", "下", "向下移", "移动", 5, "↓"),
    Action("leave", "escape,q,i", "返回", "返回上一屏", "其他", 1, "Esc"),
    *COMMON,
)
"""Keys of the picture of a place."""

TABLES = {
    "首页": OPENING,
    "多家企业": QUEUE,
    "读取": READING,
    "预审": REVIEW,
    "原件": SPREAD,
    "图像": PICTURE,
    "专表": SHEET,
    "大字": LARGE,
}
"""All tables by the name of their screen."""
