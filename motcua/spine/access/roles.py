"""The vocabulary of access: who people are to the office, what can be done, and how far it reaches."""

from enum import StrEnum

from motcua.spine.refusal import gettext_noop as _


class Role(StrEnum):
    """What a person is to the office; `SYSTEM` is the house itself at work, with nobody at the keyboard."""

    CITIZEN = "citizen"
    COUNTER_OFFICER = "counter_officer"
    CASE_OFFICER = "case_officer"
    UNIT_HEAD = "unit_head"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    PLAN_KEEPER = "plan_keeper"
    LEADER = "leader"
    CATALOGUE_EDITOR = "catalogue_editor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Act(StrEnum):
    """What can be done in the house, each named once; a door names the act it opens to."""

    APPLY = "dossier.apply"
    READ = "dossier.read"
    TRACK = "dossier.track"
    RECEIVE = "dossier.receive"
    REFUSE_RECEIPT = "dossier.refuse_receipt"
    ASK_SUPPLEMENT = "dossier.ask_supplement"
    SUPPLEMENT = "dossier.supplement"
    REQUIRE_PAYMENT = "dossier.require_payment"
    PAY = "dossier.pay"
    HAND_OVER = "dossier.hand_over"
    CONSULT = "dossier.consult"
    ANSWER = "dossier.answer"
    DECIDE = "dossier.decide"
    WITHDRAW = "dossier.withdraw"
    STOP = "dossier.stop"
    RETURN_RESULT = "dossier.return_result"
    APOLOGISE = "dossier.apologise"
    CORRECT = "dossier.correct"
    RATE = "dossier.rate"
    REVEAL = "dossier.reveal"
    HAND_OVER_BULK = "dossier.hand_over_bulk"
    BOARD_READ = "board.read"
    CATALOGUE_READ = "catalogue.read"
    CATALOGUE_EDIT = "catalogue.edit"
    CATALOGUE_IMPORT = "catalogue.import"
    PLAN_READ = "plan.read"
    PLAN_NOTE = "plan.note"
    PLAN_EDIT = "plan.edit"
    PLAN_SCORE = "plan.score"
    REGISTER_IMPORT = "register.import"
    WATCH_READ = "watch.read"
    DOCUMENT_READ = "document.read"
    DOCUMENT_WRITE = "document.write"
    DOCUMENT_SIGN = "document.sign"
    DOCUMENT_CLERK = "document.clerk"
    DOCUMENT_ASSIGN = "document.assign"
    DOCUMENT_HANDLE = "document.handle"
    WORKFILE_READ = "workfile.read"
    WORKFILE_KEEP = "workfile.keep"
    WORKFILE_LEAD = "workfile.lead"
    WORKFILE_ARCHIVE = "workfile.archive"
    EXCHANGE_DECIDE = "exchange.decide"
    OFFICE_ENTER = "office.enter"
    ACCOUNT_OWN = "account.own"
    ACCOUNT_MANAGE = "account.manage"
    DELEGATION_GRANT = "delegation.grant"


class Scope(StrEnum):
    """How far a granted act reaches.

    `OWN`: what belongs to the person; `UNIT`: what stands at the very unit of the grant; `SUBTREE`: at that
    unit or under it; `PROVINCE`: everywhere; `PUBLIC`: everywhere, and without signing in.
    """

    OWN = "own"
    UNIT = "unit"
    SUBTREE = "subtree"
    PROVINCE = "province"
    PUBLIC = "public"


ROLE_LABELS: dict[Role, str] = {
    Role.CITIZEN: _("Người dân, tổ chức"),
    Role.COUNTER_OFFICER: _("Cán bộ Một cửa"),
    Role.CASE_OFFICER: _("Chuyên viên thụ lý"),
    Role.UNIT_HEAD: _("Lãnh đạo đơn vị"),
    Role.CLERK: _("Văn thư"),
    Role.SUPERVISOR: _("Cán bộ kiểm soát thủ tục hành chính"),
    Role.PLAN_KEEPER: _("Cán bộ theo dõi kế hoạch"),
    Role.LEADER: _("Lãnh đạo Ủy ban nhân dân tỉnh"),
    Role.CATALOGUE_EDITOR: _("Cán bộ cập nhật danh mục thủ tục"),
    Role.ADMINISTRATOR: _("Quản trị tài khoản"),
    Role.SYSTEM: _("Hệ thống"),
}

ACT_LABELS: dict[Act, str] = {
    Act.APPLY: _("nộp hồ sơ"),
    Act.READ: _("xem hồ sơ"),
    Act.TRACK: _("tra cứu tình trạng hồ sơ"),
    Act.RECEIVE: _("tiếp nhận hồ sơ"),
    Act.REFUSE_RECEIPT: _("từ chối tiếp nhận hồ sơ"),
    Act.ASK_SUPPLEMENT: _("yêu cầu bổ sung hồ sơ"),
    Act.SUPPLEMENT: _("bổ sung hồ sơ"),
    Act.REQUIRE_PAYMENT: _("yêu cầu nộp phí, lệ phí"),
    Act.PAY: _("nộp phí, lệ phí"),
    Act.HAND_OVER: _("chuyển hồ sơ"),
    Act.CONSULT: _("lấy ý kiến cơ quan phối hợp"),
    Act.ANSWER: _("trả lời ý kiến phối hợp"),
    Act.DECIDE: _("quyết định giải quyết hồ sơ"),
    Act.WITHDRAW: _("rút hồ sơ"),
    Act.STOP: _("dừng giải quyết hồ sơ"),
    Act.RETURN_RESULT: _("trả kết quả"),
    Act.APOLOGISE: _("xin lỗi và hẹn lại ngày trả kết quả"),
    Act.CORRECT: _("đính chính hồ sơ"),
    Act.RATE: _("đánh giá việc giải quyết hồ sơ"),
    Act.REVEAL: _("xem đầy đủ thông tin cá nhân"),
    Act.HAND_OVER_BULK: _("chuyển nhiều hồ sơ cùng lúc"),
    Act.BOARD_READ: _("xem bảng theo dõi"),
    Act.CATALOGUE_READ: _("xem danh mục thủ tục hành chính"),
    Act.CATALOGUE_EDIT: _("cập nhật danh mục thủ tục hành chính"),
    Act.CATALOGUE_IMPORT: _("nhập danh mục thủ tục hành chính"),
    Act.PLAN_READ: _("xem kế hoạch và chỉ tiêu"),
    Act.PLAN_NOTE: _("ghi chú bên cạnh chỉ tiêu"),
    Act.PLAN_EDIT: _("cập nhật kế hoạch và chỉ tiêu"),
    Act.REGISTER_IMPORT: _("nhập bảng số liệu vào sổ"),
    Act.EXCHANGE_DECIDE: _("theo dõi và xử lý việc trao đổi với bên ngoài"),
    Act.PLAN_SCORE: _("chấm điểm chỉ tiêu"),
    Act.WATCH_READ: _("xem dấu hiệu cần xem lại"),
    Act.DOCUMENT_READ: _("xem văn bản"),
    Act.DOCUMENT_WRITE: _("soạn thảo, góp ý văn bản"),
    Act.DOCUMENT_SIGN: _("ký văn bản"),
    Act.DOCUMENT_CLERK: _("tiếp nhận, vào sổ, cấp số, phát hành văn bản"),
    Act.DOCUMENT_ASSIGN: _("phân công xử lý văn bản"),
    Act.DOCUMENT_HANDLE: _("xử lý văn bản"),
    Act.WORKFILE_READ: _("xem hồ sơ công việc"),
    Act.WORKFILE_KEEP: _("lập hồ sơ công việc"),
    Act.WORKFILE_LEAD: _("phê duyệt danh mục hồ sơ, bàn giao người lập hồ sơ"),
    Act.WORKFILE_ARCHIVE: _("nhận hồ sơ công việc vào lưu trữ"),
    Act.OFFICE_ENTER: _("vào phòng làm việc"),
    Act.ACCOUNT_OWN: _("sửa tài khoản của mình"),
    Act.ACCOUNT_MANAGE: _("quản trị tài khoản"),
    Act.DELEGATION_GRANT: _("ủy quyền cho người khác"),
}

SCOPE_LABELS: dict[Scope, str] = {
    Scope.OWN: _("của mình"),
    Scope.UNIT: _("tại đơn vị"),
    Scope.SUBTREE: _("đơn vị và cấp dưới"),
    Scope.PROVINCE: _("toàn tỉnh"),
    Scope.PUBLIC: _("mọi người"),
}
